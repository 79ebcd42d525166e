"""Images and documents of the admin: what is taken in, and who changes what readers see."""
