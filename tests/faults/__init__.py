"""What a fault leaves behind: a killed command, a disk that fails or is full, a power cut, a turned bit."""
