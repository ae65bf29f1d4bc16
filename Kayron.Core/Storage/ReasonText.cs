using Kayron.Core.Commands;

namespace Kayron.Core.Storage;

/// <summary>What people give as a reason: others read it when they wonder.</summary>
internal static class ReasonText
{
    private const int Maximum = 2_000;

    /// <returns>What is wrong with it; null where nothing is.</returns>
    public static CommandResult.Refused? Refuse(string? reason, string why) => reason switch
    {
        null when why.Length == 0 => null,
        { Length: > Maximum } => Invalid($"reason: at most {Maximum} characters"),
        _ when why.Length > 0 && string.IsNullOrWhiteSpace(reason) => Invalid($"reason: {why}"),
        _ => null,
    };

    public static string? Trim(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();

    public static CommandResult.Refused Invalid(string detail) => new("invalid", 400, detail);

    public static CommandResult.Refused NeedsRole(Role role, string environment) => new("role", 403, $"this needs the role {role.ToString().ToLowerInvariant()} in {environment}");
}
