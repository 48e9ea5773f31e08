SELECT n.number FROM json_each(?1) w CROSS JOIN node n ON n.number = w.value
