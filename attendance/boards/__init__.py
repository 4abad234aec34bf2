"""The kanban of the attendance: four columns of conversations, and what dragging a card does."""
