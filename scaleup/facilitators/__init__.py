"""The people who may deliver: their profession, the parts of training they have, the places held under a licence."""
