"""What the commands share: options, settings, what they show; and the commands around models."""
