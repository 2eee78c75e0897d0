"""What messages say: their headers, their words, and which of these somebody else had written.

Messages are the least trustworthy of all files: whatever a program or a swindler may write into one
is read as far as it makes sense, and the rest left aside. Nothing is fetched, no attachment opened.
"""
