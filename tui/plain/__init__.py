"""The accessible twin of the screens: numbered prompts, and text that only grows. The same services, the same words."""
