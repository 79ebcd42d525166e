"""The contract of Maillage: what plugins and the composition may rely on."""
