"""Organs (机关单位): their names, places and succession, lists of them, and who leads on what."""
