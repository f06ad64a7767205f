"""What other rows say about a row, table by table."""
