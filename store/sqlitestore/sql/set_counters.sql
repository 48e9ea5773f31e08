UPDATE counter SET last = CASE name WHEN 'node' THEN ?1 WHEN 'edge' THEN ?2 ELSE ?3 END
