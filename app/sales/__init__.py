"""Sales 订单交车: what a car costs on the road, quoted in versions (D1, D4, D5)."""
