DELETE FROM edge WHERE number = ?1
