namespace Kayron.Core.Previews;

/// <summary>States as the API spells them: <c>WaitingForImage</c> → <c>waiting-for-image</c>.</summary>
public static class PreviewStates
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<PreviewState>().Select(Name)];

    public static string Name(PreviewState state) => state switch
    {
        PreviewState.WaitingForImage => "waiting-for-image",
        PreviewState.LeftOut => "left-out",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static PreviewState? Parse(string name) => Enum.GetValues<PreviewState>().Where(state => Name(state) == name).Select(state => (PreviewState?)state).FirstOrDefault();
}
