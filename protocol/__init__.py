"""The Cisco CTI Server protocol (GED-188), versions 9 to 25: codec, session, client and a mock server."""
