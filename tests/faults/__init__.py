"""What a killed command leaves behind."""
