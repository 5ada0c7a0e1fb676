// The only source of a folder that has none yet: an archive needs a member.
