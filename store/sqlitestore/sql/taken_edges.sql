SELECT e.number FROM json_each(?1) w CROSS JOIN edge e ON e.number = w.value
