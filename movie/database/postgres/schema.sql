-- What PostgreSQL keeps in step with the films by itself. {collation} and {lock} are filled in by schema.py.

-- Words are folded to lower case without accents, as movie.text.folding does, and reduced to their stems by
-- Porter's stemmer, as SQLite's FTS5 does. Nothing but letters, figures and blanks reaches the parser,
-- which would take "B-52" or "seven.com" for things of their own. A vector may have a megabyte.
CREATE OR REPLACE FUNCTION movie_folded(told text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT btrim(regexp_replace(replace(lower(regexp_replace(
        normalize(left(told, 200000), NFKD), '[\u0300-\u036f]+', '', 'g'
    ) {collation}), 'ß', 'ss') {collation}, '[^[:alnum:]]+', ' ', 'g'))
$$;

-- A phrase as a query; `begun` asks for all that begins so, `labels` for where it has to stand.
CREATE OR REPLACE FUNCTION movie_query(phrase text, begun boolean, labels text) RETURNS tsquery
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN said = '' THEN ''
        WHEN labels = '' THEN said || CASE WHEN begun THEN ':*' ELSE '' END
        ELSE regexp_replace(said, '(''[^'']+'')', '\1:' || labels, 'g') || CASE WHEN begun THEN '*' ELSE '' END
    END::tsquery
    FROM (SELECT phraseto_tsquery('movie_words', movie_folded(phrase))::text) AS phrased(said)
$$;

-- Labels: A the titles, B the keywords, C genres and people, D the description. "|", which is no word and
-- is taken out again, keeps the last word of one text from standing before the first of the next.
-- In PL/pgSQL, that each text is folded once: a function in SQL would be written out where it is called.
CREATE OR REPLACE FUNCTION movie_vector(
    titles text, keywords text, genre text, people text, description text, OUT words tsvector, OUT length integer
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    words := ts_delete(
        setweight(to_tsvector('movie_words', titles), 'A') || '|:9'
        || setweight(to_tsvector('movie_words', keywords), 'B') || '|:9'
        || setweight(to_tsvector('movie_words', genre), 'C') || '|:9'
        || setweight(to_tsvector('movie_words', people), 'C') || '|:9'
        || to_tsvector('movie_words', description), '|');
    length := (SELECT sum(cardinality(string_to_array(told, ' ')))
        FROM unnest(ARRAY[titles, keywords, genre, people, description]) AS texts(told));
END $$;

-- The texts of a film, folded: all its names, each once, and behind each text the same in other languages.
CREATE OR REPLACE VIEW movie_words_of AS
SELECT movie.id,
    movie_folded((SELECT string_agg(name, ' ') FROM (
        SELECT movie.title AS name
        UNION SELECT name FROM movie_title WHERE movie_id = movie.id
        UNION SELECT title FROM movie_translation WHERE movie_id = movie.id AND title <> ''
    ) AS names)) AS titles,
    movie_folded(movie.keywords || coalesce(other.keywords, '')) AS keywords,
    movie_folded(movie.genre || coalesce(other.genre, '')) AS genre,
    movie_folded(coalesce((
        SELECT string_agg(person.name, ' ') FROM movie_credit AS credit
        JOIN movie_person AS person ON person.id = credit.person_id WHERE credit.movie_id = movie.id
    ), '')) AS people,
    movie_folded(movie.description || coalesce(other.description, '')) AS description
FROM movie_movie AS movie LEFT JOIN LATERAL (
    SELECT string_agg(E'\n' || keywords, '') AS keywords, string_agg(E'\n' || genre, '') AS genre,
        string_agg(E'\n' || description, '') AS description
    FROM movie_translation WHERE movie_id = movie.id
) AS other ON true;

CREATE OR REPLACE VIEW movie_vectors_of AS
SELECT id AS movie_id, words, length
FROM movie_words_of, LATERAL movie_vector(titles, keywords, genre, people, description);

CREATE OR REPLACE FUNCTION movie_store_words(film bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO movie_words (movie_id, words, length)
    SELECT movie_id, words, length FROM movie_vectors_of WHERE movie_id = film
    ON CONFLICT (movie_id) DO UPDATE SET words = excluded.words, length = excluded.length
$$;

-- One row a film ever touched, the latest change with the highest number.
CREATE OR REPLACE FUNCTION movie_note_change(film bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO movie_change (movie_id) VALUES (film)
    ON CONFLICT (movie_id) DO UPDATE SET seq = nextval('movie_change_seq_seq')
$$;

-- Writers take turns, as SQLite's do: were two at it at once, a reader that has seen the higher of their
-- numbers would never look for the lower one, committed later. Taken before any row is locked, so that no
-- two wait for each other.
CREATE OR REPLACE FUNCTION movie_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({lock});
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION movie_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM movie_words WHERE movie_id = OLD.id;
    ELSE
        PERFORM movie_store_words(NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION movie_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM movie_note_change(CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
    RETURN NULL;
END $$;

-- On what stands beside films: with "words" as argument their words are read again, too.
CREATE OR REPLACE FUNCTION movie_beside_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    films bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.movie_id] WHEN 'DELETE' THEN ARRAY[OLD.movie_id]
        ELSE ARRAY[OLD.movie_id, NEW.movie_id] END;
BEGIN
    IF TG_NARGS > 0 THEN
        PERFORM movie_store_words(film) FROM (SELECT DISTINCT unnest(films)) AS changed(film);
    END IF;
    PERFORM movie_note_change(film) FROM (SELECT DISTINCT unnest(films)) AS changed(film);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION movie_person_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM movie_store_words(movie_id), movie_note_change(movie_id)
    FROM (SELECT DISTINCT movie_id FROM movie_credit WHERE person_id = NEW.id) AS films;
    RETURN NULL;
END $$;

-- TRUNCATE tells no rows.
CREATE OR REPLACE FUNCTION movie_all_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM movie_note_change(movie_id) FROM movie_words;
    DELETE FROM movie_words;
    RETURN NULL;
END $$;

-- Set while a batch is written: see triggers.py.
CREATE OR REPLACE FUNCTION movie_is_resting() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('movie.resting', true), '') = 'on'
$$;

CREATE TRIGGER movie_turns_movie BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON movie_movie
FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns();

CREATE TRIGGER movie_turns_mood BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON movie_mood
FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns();

CREATE TRIGGER movie_turns_credit BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON movie_credit
FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns();

CREATE TRIGGER movie_turns_person BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON movie_person
FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns();

CREATE TRIGGER movie_turns_title BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON movie_title
FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns();

CREATE TRIGGER movie_turns_translation BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON movie_translation
FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns();

CREATE TRIGGER movie_change_insert AFTER INSERT ON movie_movie
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_changed();

CREATE TRIGGER movie_change_update
AFTER UPDATE OF emb, emb_model, title, year, genre, keywords, description, image, runtime, vote_average, vote_count,
    original_language, countries, studios,
    budget, revenue ON movie_movie
FOR EACH ROW EXECUTE FUNCTION movie_changed();

CREATE TRIGGER movie_change_delete AFTER DELETE ON movie_movie
FOR EACH ROW EXECUTE FUNCTION movie_changed();

CREATE TRIGGER movie_change_mood_insert AFTER INSERT ON movie_mood
FOR EACH ROW EXECUTE FUNCTION movie_beside_changed();

CREATE TRIGGER movie_change_mood_update AFTER UPDATE OF emb, emb_model ON movie_mood
FOR EACH ROW EXECUTE FUNCTION movie_beside_changed();

CREATE TRIGGER movie_change_mood_delete AFTER DELETE ON movie_mood
FOR EACH ROW EXECUTE FUNCTION movie_beside_changed();

CREATE TRIGGER movie_words_insert AFTER INSERT ON movie_movie
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_words_changed();

CREATE TRIGGER movie_words_update AFTER UPDATE OF title, keywords, genre, description ON movie_movie
FOR EACH ROW EXECUTE FUNCTION movie_words_changed();

CREATE TRIGGER movie_words_delete AFTER DELETE ON movie_movie
FOR EACH ROW EXECUTE FUNCTION movie_words_changed();

CREATE TRIGGER movie_words_truncate AFTER TRUNCATE ON movie_movie
FOR EACH STATEMENT EXECUTE FUNCTION movie_all_gone();

CREATE TRIGGER movie_words_person_update AFTER UPDATE OF name ON movie_person
FOR EACH ROW EXECUTE FUNCTION movie_person_renamed();

CREATE TRIGGER movie_words_credit_insert AFTER INSERT ON movie_credit
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_credit_update AFTER UPDATE OF movie_id, person_id, role ON movie_credit
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_credit_delete AFTER DELETE ON movie_credit
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_title_insert AFTER INSERT ON movie_title
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_title_update AFTER UPDATE OF movie_id, name ON movie_title
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_title_delete AFTER DELETE ON movie_title
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_translation_insert AFTER INSERT ON movie_translation
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_translation_update AFTER UPDATE OF movie_id, title, keywords, genre, description ON movie_translation
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');

CREATE TRIGGER movie_words_translation_delete AFTER DELETE ON movie_translation
FOR EACH ROW WHEN (NOT movie_is_resting()) EXECUTE FUNCTION movie_beside_changed('words');
