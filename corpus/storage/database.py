"""Opens the database: connections, transactions, and the refusal of what is not dafu's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from corpus.errors import UnusableInput
from corpus.storage import migrations, schema

_BUSY_SECONDS = 30  # how long a writer waits for another process before it gives up
_APPLICATION = "dafu"


class DatabaseFailure(UnusableInput):
    """The database itself failed (locked, full, gone); trying the next document would not help."""


def open_engine(url: str) -> Engine:
    """Connect to ``url`` and lay the tables where there are none.

    SQLite runs in WAL mode with foreign keys. Raises :class:`UnusableInput` when the place cannot be used, or holds
    a damaged, foreign or differently versioned database.
    """
    try:
        place = make_url(url)
        sqlite = place.get_backend_name() == "sqlite"
        engine = sa.create_engine(place, **_options(sqlite, place.database))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise UnusableInput(f"数据库地址“{url}”无法使用：{error}。") from error
    shown = str(place.database) if sqlite else place.render_as_string(hide_password=True)
    if sqlite:
        _require_folder(place.database)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        with engine.connect() as connection:
            laid = _check_tables(connection, shown)
        if not laid:
            with engine.connect().execution_options(dafu_write=True) as connection, connection.begin():
                if not _check_tables(connection, shown):  # another process may have been faster
                    _lay_or_raise(connection)
    except DBAPIError as error:
        engine.dispose()
        advice = (
            "文件可能已损坏或不是数据库，请从备份恢复，或换一个工作区文件夹。"
            if sqlite
            else "请检查数据库服务器是否开启，以及数据库地址、用户和密码。"
        )
        raise UnusableInput(f"无法打开工作区数据库“{shown}”（{error.orig}）。{advice}") from error
    return engine


@contextmanager
def transaction(engine: Engine, *, write: bool = False) -> Iterator[Connection]:
    """One transaction: committed at the end, undone on any error. Database failures become :class:`DatabaseFailure`."""
    try:
        with engine.connect().execution_options(dafu_write=write) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise DatabaseFailure(
            f"工作区数据库读写失败（{error.orig}），本次操作没有保存，已有内容不受影响。"
            "请检查磁盘空间，或等其他 dafu 程序结束后重试。"
        ) from error


def _options(sqlite: bool, database: str | None) -> dict[str, Any]:
    if not sqlite:
        return {"pool_pre_ping": True}
    options: dict[str, Any] = {"connect_args": {"timeout": _BUSY_SECONDS, "check_same_thread": False}}
    if not database or database == ":memory:":
        options["poolclass"] = sa.StaticPool  # one connection, or each would see a database of its own
    return options


def _require_folder(database: str | None) -> None:
    if database and database != ":memory:" and not Path(database).parent.is_dir():
        raise UnusableInput(f"工作区文件夹“{Path(database).parent}”不存在，请先建立或检查路径。")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock first: a transaction that reads and then writes can otherwise not wait for it
    immediate = connection.get_execution_options().get("dafu_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _lay_or_raise(connection: Connection) -> None:
    """Lay the tables, or bring those of an older version up to this one: all in the caller's transaction."""
    version = _version(connection) if schema.meta.name in sa.inspect(connection).get_table_names() else None
    if version is None:
        _lay_tables(connection)
    else:
        migrations.migrate(connection, version)


def _lay_tables(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    marks = {"application": _APPLICATION, "schema_version": str(schema.VERSION), "revision": "0"}
    connection.execute(sa.insert(schema.meta), [{"name": n, "value": v} for n, v in marks.items()])


def _check_tables(connection: Connection, shown: str) -> bool:
    """Whether the tables are there as they should be; false also for those of a version that can be brought up.

    Raises :class:`UnusableInput` where they are not dafu's, or of a version that is newer or too old.
    """
    present = set(sa.inspect(connection).get_table_names())
    if not present:
        return False
    version = _version(connection) if schema.meta.name in present else None
    if version is None:
        raise UnusableInput(f"“{shown}”不是 dafu 的工作区数据库，请检查 --workspace 指定的文件夹。")
    if version > schema.VERSION:
        raise UnusableInput(f"工作区“{shown}”由更新版本的 dafu 建立，请先升级本软件再打开。")
    if version < migrations.OLDEST:
        raise UnusableInput(f"工作区“{shown}”由旧版本的 dafu 建立，请新建工作区后重新导入原文件。")
    return version == schema.VERSION


def _version(connection: Connection) -> int | None:
    try:
        rows = {row.name: row.value for row in connection.execute(sa.select(schema.meta))}
    except DBAPIError:  # a table of that name with other columns
        return None
    version = rows.get("schema_version", "")
    return int(version) if rows.get("application") == _APPLICATION and version.isdigit() else None
