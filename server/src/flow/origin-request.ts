import {
  type Decorator,
  type Expression,
  isCallExpression,
  isDecorator,
  isIdentifier,
  isNewExpression,
  type Node,
  type ParameterDeclaration,
} from "../compiler/ast.ts";
import type { TypeView } from "../compiler/checker.ts";
import type { Origin } from "../model/index.ts";
import type { FileFlow } from "./file-flow.ts";
import { NUMERIC, origin } from "./origin-kinds.ts";
import { rangeOf } from "./syntax.ts";

/** Packages whose request objects carry what a client sent. Type packages count as the package they describe. */
const REQUEST_PACKAGES = new Set([
  "express",
  "express-serve-static-core",
  "qs",
  "fastify",
  "koa",
  "koa-router",
  "@koa/router",
  "@nestjs/common",
  "@hapi/hapi",
  "hono",
  "next",
]);

/** Properties of request objects that hold what the client chose. */
const REQUEST_PROPERTIES = new Set(
  "query params body headers cookies signedCookies url originalUrl path hostname querystring search rawBody payload raw".split(
    " ",
  ),
);

/** Decorators that put request data into a parameter, by package (documentation of NestJS, TypeGraphQL and routing-controllers). */
const REQUEST_DECORATORS: Readonly<Record<string, ReadonlySet<string>>> = {
  "@nestjs/common": new Set(
    "Param Query Body Headers Req Request HostParam Ip RawBody UploadedFile UploadedFiles".split(
      " ",
    ),
  ),
  "@nestjs/graphql": new Set(["Args"]),
  "@nestjs/microservices": new Set(["Payload"]),
  "@nestjs/websockets": new Set(["MessageBody"]),
  "type-graphql": new Set(["Arg", "Args"]),
  "routing-controllers": new Set(
    "Param Params QueryParam QueryParams Body BodyParam HeaderParam HeaderParams CookieParam Req".split(
      " ",
    ),
  ),
};

/** Pipes of NestJS after which a parameter can hold nothing but a number, a UUID, a flag or a listed value. */
const PARSING_PIPES = new Set([
  "ParseIntPipe",
  "ParseFloatPipe",
  "ParseBoolPipe",
  "ParseUUIDPipe",
  "ParseEnumPipe",
  "ParseDatePipe",
]);

/** Whether `receiver.property` reads what a client sent, by the package that declares the receiver's type. */
export async function readsRequest(
  receiver: Node,
  property: string,
  flow: FileFlow,
): Promise<boolean> {
  if (!REQUEST_PROPERTIES.has(property)) return false;
  return isRequestType(await flow.program.checker.typeAt(receiver));
}

async function isRequestType(type: TypeView): Promise<boolean> {
  const members = (
    await Promise.all((await type.parts()).map((part) => part.intersected()))
  ).flat();
  const symbols = await Promise.all(
    members.flatMap((member) => [member.symbol(), member.aliasSymbol()]),
  );
  return symbols.some((symbol) => {
    const name = symbol?.package?.name.replace(/^@types\//, "");
    return name !== undefined && REQUEST_PACKAGES.has(name);
  });
}

/** The origin of a parameter that a framework fills from the request; `undefined` when none does. */
export async function requestParameter(
  parameter: ParameterDeclaration,
  flow: FileFlow,
): Promise<Origin | undefined> {
  const decorators = [...(parameter.modifiers ?? [])].filter((modifier): modifier is Decorator =>
    isDecorator(modifier),
  );
  const found = await Promise.all(decorators.map((decorator) => fillsFromRequest(decorator, flow)));
  const decorator = decorators[found.indexOf(true)];
  if (!decorator) return undefined;
  if (pipesOf(decorator).some((pipe) => PARSING_PIPES.has(pipe))) return NUMERIC;
  return origin(
    "request",
    rangeOf(parameter),
    `\`${parameter.name.getText()}\` comes from the request`,
  );
}

async function fillsFromRequest(decorator: Decorator, flow: FileFlow): Promise<boolean> {
  const called = decorator.expression;
  const name = isCallExpression(called) ? called.expression : called;
  const symbol = await (await flow.program.checker.symbolAt(name))?.resolved();
  if (!symbol?.package) return false;
  return REQUEST_DECORATORS[symbol.package.name]?.has(symbol.name) ?? false;
}

function pipesOf(decorator: Decorator): readonly string[] {
  const called = decorator.expression;
  if (!isCallExpression(called)) return [];
  return called.arguments.flatMap((argument: Expression) => {
    const pipe = isNewExpression(argument) ? argument.expression : argument;
    return isIdentifier(pipe) ? [pipe.text] : [];
  });
}
