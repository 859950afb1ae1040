-- "Musik" and "musik" are one category.
CREATE UNIQUE INDEX "categories_name_any_case" ON "categories"(lower("name"));
