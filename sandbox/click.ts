import express, { type Request, type RequestHandler, type Response } from "express";
import { z } from "zod";
import type { Scene } from "./scene.ts";
import { NotInStoreError, StoreRefusal } from "./store/find.ts";

/** Parses JSON and form bodies. */
export const readBody: RequestHandler[] = [
  express.json({ limit: "64kb" }),
  express.urlencoded({ extended: false, limit: "64kb" }),
];

const isForm = (request: Request) => Boolean(request.is("urlencoded"));

/** The sandbox page to redirect a form to. */
function onward(request: Request, problem?: string): string {
  const target = (request.body as { return?: unknown }).return;
  const url = new URL(
    typeof target === "string" && target.startsWith("/sandbox") ? target : "/sandbox",
    "http://sandbox",
  );
  if (problem !== undefined) url.searchParams.set("problem", problem);
  return url.pathname + url.search;
}

function answer(request: Request, response: Response, result: unknown): void {
  const next =
    typeof result === "object" && result !== null && "next" in result && typeof result.next === "string"
      ? result.next
      : undefined;
  if (isForm(request)) response.redirect(303, next ?? onward(request));
  else response.json(result ?? { ok: true });
}

function explain(error: unknown): { status: number; error: string } | null {
  if (error instanceof z.ZodError) return { status: 400, error: z.prettifyError(error) };
  if (error instanceof NotInStoreError) return { status: 404, error: error.message };
  if (error instanceof StoreRefusal || error instanceof RangeError) return { status: 409, error: error.message };
  return null;
}

/**
 * Handles one action: parses the input, runs it, and waits for its consequences. Answers JSON to scripts and redirects
 * forms. 400 for invalid input, 404 for unknown records, 409 for refusals.
 */
export function click<Shape extends z.ZodType>(
  scene: Scene,
  shape: Shape,
  work: (input: z.output<Shape>) => unknown,
): RequestHandler {
  return (request, response, next) => {
    scene
      .turn(() => work(shape.parse({ ...(request.body as object), ...request.params })))
      .then((result) => answer(request, response, result))
      .catch((error: unknown) => {
        const problem = explain(error);
        if (!problem) next(error);
        else if (isForm(request)) response.redirect(303, onward(request, problem.error));
        else response.status(problem.status).json({ error: problem.error });
      });
  };
}
