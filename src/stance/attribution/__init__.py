"""Who holds what in a parsed document: four passes a paragraph (`passes`), then claims (`claims`)."""
