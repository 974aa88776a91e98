"""What looks after a store that several PCs share: backups, moving, the server and its logins."""
