"""What commands share: options, streams, terminals, outputs."""
