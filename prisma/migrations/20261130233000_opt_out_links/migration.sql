-- Short links that open the page on which a recipient opts out.
ALTER TABLE "ShortLink" ADD COLUMN "optsOut" BOOLEAN NOT NULL DEFAULT false;
