"""In which language the coach speaks: English in the code and the data files, others in files."""
