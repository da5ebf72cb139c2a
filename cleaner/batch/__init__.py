"""Many pages: inputs, workers, outputs, and what is done when something breaks off."""
