namespace Kayron.Web.Components.Presentation;

/// <summary>Actions of the audit log in words.</summary>
public static class AuditWords
{
    private const string Refused = "-refused";

    /// <summary><c>token create</c>, <c>approve refused</c>.</summary>
    public static string Action(string action) => action.Replace('-', ' ');

    /// <summary>What was refused is what the eye should find.</summary>
    public static Mark Presentation(string action) => action.EndsWith(Refused, StringComparison.Ordinal) ? Mark.Fail(Action(action)) : Mark.Quiet(Action(action));
}
