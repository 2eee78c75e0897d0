"""Where Alembic gets its connection: from the caller, who holds the transaction."""

from alembic import context

from factcheck.store.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
