"""Lists as files: what a column is, how CSV and XLSX are written safely, and the stream that reads for them."""
