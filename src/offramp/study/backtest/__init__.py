"""Back-test of a case: its world started on earlier days, against the acts that then came."""
