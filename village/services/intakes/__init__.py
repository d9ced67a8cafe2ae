"""Tables that come in whole (整批导入): read apart, looked over row by row, taken in all or none, and taken back."""
