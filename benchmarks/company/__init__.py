"""An invented sales company of any size, written as one coverage model."""
