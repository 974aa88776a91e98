"""来店登记 on the screen: who is inside, the day's register, and the form that takes 20 seconds."""
