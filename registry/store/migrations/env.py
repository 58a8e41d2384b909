"""What Alembic runs for every command: it works on the connection it is given, inside its transaction."""

from alembic import context

from registry.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
