using Kayron.Core.Commands;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Web.Api;

/// <summary>Problems as RFC 9457 has them, each with a <c>code</c> that stays the same when its words change.</summary>
public static class ApiProblem
{
    public static IResult Of(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), type: "about:blank", extensions: new Dictionary<string, object?> { ["code"] = code });

    public static IResult NotFound(string what, string id) => Of(StatusCodes.Status404NotFound, "not-found", $"There is no {what} {id}.");

    /// <param name="name">Of the query parameter or key at fault.</param>
    public static IResult Invalid(string name, string problem) => Of(StatusCodes.Status400BadRequest, "invalid", $"{name} {problem}");

    public static IResult From(CommandResult.Refused refused) => Of(refused.Status, refused.Code, refused.Detail);
}
