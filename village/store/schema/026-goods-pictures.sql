-- What goods look like: one picture each, drawn anew from what came in (YK-28); `digest` is the SHA-256 of its bytes.
CREATE TABLE goods_pictures (
    goods_id INTEGER PRIMARY KEY REFERENCES goods (id),
    digest TEXT NOT NULL,
    jpeg BLOB NOT NULL
) STRICT;
CREATE INDEX goods_pictures_digest ON goods_pictures (digest);
