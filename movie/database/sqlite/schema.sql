-- What SQLite keeps in step with the films by itself. schema.py makes each statement on its own.

-- Words are folded to lower case without accents, and reduced to their stems (Porter).
CREATE VIRTUAL TABLE movie_words USING fts5(
    title, keywords, genre, description, people, tokenize = "porter unicode61 remove_diacritics 2"
);

-- One row a film ever touched, the latest change with the highest number: a search compares that
-- number with the one it saw last, and reloads just the films above it.
CREATE TABLE movie_change (seq INTEGER PRIMARY KEY AUTOINCREMENT, movie_id INTEGER NOT NULL UNIQUE);

-- The texts of a film: all its names, each once, and behind each text the same in other languages.
CREATE VIEW movie_words_of AS
SELECT movie.id,
    (SELECT group_concat(name, ' ') FROM (
        SELECT movie.title AS name
        UNION SELECT name FROM movie_title WHERE movie_id = movie.id
        UNION SELECT title FROM movie_translation WHERE movie_id = movie.id AND title <> ''
    )) AS title,
    movie.keywords || coalesce((
        SELECT group_concat(char(10) || keywords, '') FROM movie_translation WHERE movie_id = movie.id
    ), '') AS keywords,
    movie.genre || coalesce((
        SELECT group_concat(char(10) || genre, '') FROM movie_translation WHERE movie_id = movie.id
    ), '') AS genre,
    movie.description || coalesce((
        SELECT group_concat(char(10) || description, '') FROM movie_translation WHERE movie_id = movie.id
    ), '') AS description,
    (SELECT group_concat(person.name, ' ') FROM movie_credit AS credit
        JOIN movie_person AS person ON person.id = credit.person_id WHERE credit.movie_id = movie.id
    ) AS people
FROM movie_movie AS movie;

-- SQLite has no procedures: a film's number put into one of these views does what its trigger says.
CREATE VIEW movie_note_change AS SELECT NULL AS movie_id;

-- Not INSERT OR REPLACE: in a trigger the OR of the statement that fires it counts instead.
CREATE TRIGGER movie_change_noted INSTEAD OF INSERT ON movie_note_change BEGIN
    DELETE FROM movie_change WHERE movie_id = NEW.movie_id;
    INSERT INTO movie_change (movie_id) VALUES (NEW.movie_id);
END;

CREATE VIEW movie_store_words AS SELECT NULL AS movie_id;

CREATE TRIGGER movie_words_stored INSTEAD OF INSERT ON movie_store_words BEGIN
    DELETE FROM movie_words WHERE rowid = NEW.movie_id;
    INSERT INTO movie_words (rowid, title, keywords, genre, description, people)
    SELECT id, title, keywords, genre, description, people FROM movie_words_of WHERE id = NEW.movie_id;
END;

CREATE TRIGGER movie_change_insert AFTER INSERT ON movie_movie BEGIN
    INSERT INTO movie_note_change VALUES (NEW.id);
END;

CREATE TRIGGER movie_change_update
AFTER UPDATE OF emb, emb_model, title, year, genre, keywords, description, image, runtime, vote_average, vote_count,
    original_language, countries, studios,
    budget, revenue ON movie_movie BEGIN
    INSERT INTO movie_note_change VALUES (NEW.id);
END;

CREATE TRIGGER movie_change_delete AFTER DELETE ON movie_movie BEGIN
    INSERT INTO movie_note_change VALUES (OLD.id);
END;

CREATE TRIGGER movie_change_mood_insert AFTER INSERT ON movie_mood BEGIN
    INSERT INTO movie_note_change VALUES (NEW.movie_id);
END;

CREATE TRIGGER movie_change_mood_update AFTER UPDATE OF emb, emb_model ON movie_mood BEGIN
    INSERT INTO movie_note_change VALUES (NEW.movie_id);
END;

CREATE TRIGGER movie_change_mood_delete AFTER DELETE ON movie_mood BEGIN
    INSERT INTO movie_note_change VALUES (OLD.movie_id);
END;

CREATE TRIGGER movie_words_insert AFTER INSERT ON movie_movie BEGIN
    INSERT INTO movie_store_words VALUES (NEW.id);
END;

CREATE TRIGGER movie_words_update AFTER UPDATE OF title, keywords, genre, description ON movie_movie BEGIN
    INSERT INTO movie_store_words VALUES (NEW.id);
END;

CREATE TRIGGER movie_words_delete AFTER DELETE ON movie_movie BEGIN
    DELETE FROM movie_words WHERE rowid = OLD.id;
END;

CREATE TRIGGER movie_words_credit_insert AFTER INSERT ON movie_credit BEGIN
    INSERT INTO movie_store_words VALUES (NEW.movie_id);
    INSERT INTO movie_note_change VALUES (NEW.movie_id);
END;

CREATE TRIGGER movie_words_credit_update AFTER UPDATE OF movie_id, person_id, role ON movie_credit BEGIN
    INSERT INTO movie_store_words VALUES (OLD.movie_id), (NEW.movie_id);
    INSERT INTO movie_note_change VALUES (OLD.movie_id), (NEW.movie_id);
END;

CREATE TRIGGER movie_words_credit_delete AFTER DELETE ON movie_credit BEGIN
    INSERT INTO movie_store_words VALUES (OLD.movie_id);
    INSERT INTO movie_note_change VALUES (OLD.movie_id);
END;

CREATE TRIGGER movie_words_person_update AFTER UPDATE OF name ON movie_person BEGIN
    INSERT INTO movie_store_words SELECT DISTINCT movie_id FROM movie_credit WHERE person_id = NEW.id;
    INSERT INTO movie_note_change SELECT DISTINCT movie_id FROM movie_credit WHERE person_id = NEW.id;
END;

CREATE TRIGGER movie_words_title_insert AFTER INSERT ON movie_title BEGIN
    INSERT INTO movie_store_words VALUES (NEW.movie_id);
    INSERT INTO movie_note_change VALUES (NEW.movie_id);
END;

CREATE TRIGGER movie_words_title_update AFTER UPDATE OF movie_id, name ON movie_title BEGIN
    INSERT INTO movie_store_words VALUES (OLD.movie_id), (NEW.movie_id);
    INSERT INTO movie_note_change VALUES (OLD.movie_id), (NEW.movie_id);
END;

CREATE TRIGGER movie_words_title_delete AFTER DELETE ON movie_title BEGIN
    INSERT INTO movie_store_words VALUES (OLD.movie_id);
    INSERT INTO movie_note_change VALUES (OLD.movie_id);
END;

CREATE TRIGGER movie_words_translation_insert AFTER INSERT ON movie_translation BEGIN
    INSERT INTO movie_store_words VALUES (NEW.movie_id);
    INSERT INTO movie_note_change VALUES (NEW.movie_id);
END;

CREATE TRIGGER movie_words_translation_update
AFTER UPDATE OF movie_id, title, keywords, genre, description ON movie_translation BEGIN
    INSERT INTO movie_store_words VALUES (OLD.movie_id), (NEW.movie_id);
    INSERT INTO movie_note_change VALUES (OLD.movie_id), (NEW.movie_id);
END;

CREATE TRIGGER movie_words_translation_delete AFTER DELETE ON movie_translation BEGIN
    INSERT INTO movie_store_words VALUES (OLD.movie_id);
    INSERT INTO movie_note_change VALUES (OLD.movie_id);
END;
