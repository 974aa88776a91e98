"""The service desk 维修接待: orders from the car's arrival to its hand-over."""
