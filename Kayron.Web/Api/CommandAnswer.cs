using Kayron.Core.Commands;

namespace Kayron.Web.Api;

/// <summary>What a command's result looks like over HTTP.</summary>
internal static class CommandAnswer
{
    /// <param name="done">Answers where the command was carried out; null: 204.</param>
    public static async Task<IResult> ToAnswerAsync(this Task<CommandResult> command, Func<CommandResult.Done, IResult>? done = null) => await command switch
    {
        CommandResult.Done result => done?.Invoke(result) ?? Results.NoContent(),
        CommandResult.Refused refused => ApiProblem.From(refused),
        var other => throw new InvalidOperationException($"{other} is no result of a command."),
    };
}
