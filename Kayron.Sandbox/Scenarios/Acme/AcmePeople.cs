namespace Kayron.Sandbox.Scenarios.Acme;

/// <summary>Who works at acme, one for each role, and a contributor from outside.</summary>
internal static class AcmePeople
{
    public const string Approver = "ada";
    public const string Operator = "grace";
    public const string Viewer = "linus";
    public const string Administrator = "margaret";
    public const string Outsider = "mallory";

    public static IReadOnlyList<SandboxPerson> All { get; } =
    [
        new(Approver, "Ada", "approver", "sandbox-ada"),
        new(Operator, "Grace", "operator", "sandbox-grace"),
        new(Viewer, "Linus", "viewer", "sandbox-linus"),
        new(Administrator, "Margaret", "administrator", "sandbox-margaret"),
    ];
}
