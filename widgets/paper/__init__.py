"""What is printed: PDF files of a person's record, and worksheets to write on."""
