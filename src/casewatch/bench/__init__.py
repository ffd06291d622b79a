"""Measurements that anybody can repeat: speeds as ratios within one run, on one core."""
