BEGIN HTML
<p>oi</p>
END HTML
BEGIN MERMAID
graph TD
END MERMAID
' calls: BEGIN HTML ["<p>oi</p>"]
