"""The pages of this room: members and their invitations, sessions, one's own account."""
