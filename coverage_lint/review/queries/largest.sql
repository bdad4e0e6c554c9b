SELECT id, file_number, row_number FROM
