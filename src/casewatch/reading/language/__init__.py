"""The language base behind one interface: sentences in, parsed tokens out."""
