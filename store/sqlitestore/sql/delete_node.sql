DELETE FROM node WHERE number = ?1
