DELETE FROM node_long WHERE number = ?1
