"""Cars for sale 商品车: what stands here, since when, and for whom (E1 to E3, E8)."""
