"""What lies beside a dataset's rows and speaks of them: manifest, card, Croissant metadata, licences, summary."""
